import { commands } from '../src/commands.ts'
import { runCommandLine } from '../src/platform/command-line.ts'
import { ignoreClosedOutput } from '../src/platform/lifecycle.ts'

ignoreClosedOutput()
process.exitCode = await runCommandLine(commands, process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  say: (line) => void process.stderr.write(`${line}\n`),
  environment: process.env,
})
