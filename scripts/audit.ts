/**
 * `npm run audit`: asks the registry which of the packages of the lockfile have known weaknesses. Exit code 0: none; 1: some, listed; 3:
 * the registry did not answer, so nothing is known. Not part of the tests, which need no network.
 */
import { auditLockfile } from './audit-packages.ts'

process.exitCode = await auditLockfile((line) => void process.stdout.write(`${line}\n`))
