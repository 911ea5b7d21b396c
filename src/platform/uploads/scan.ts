import type { ClamdAddress } from './clamd-address.ts'
import { scanWithClamd, type Verdict } from './clamd.ts'

/** Looks at a file for viruses; 'not-scanned' where the installation names no scanner. */
export type Scan = (bytes: Buffer) => Promise<Verdict | 'not-scanned'>

/** How far a file that is kept has been looked at. 'held': the scanner did not answer, so nobody reads it yet. */
export type ScanState = 'clean' | 'held' | 'infected' | 'not-scanned'

export const noScan: Scan = async () => 'not-scanned'

/** The scanner of an installation. @param address null: none */
export const scanner = (address: ClamdAddress | null): Scan =>
  address === null ? noScan : (bytes) => scanWithClamd(address, bytes)

const stateWords: Record<ScanState, string> = {
  clean: 'checked for viruses',
  held: 'waits for the virus check, and is not read until then',
  infected: 'held a virus, so it was destroyed',
  'not-scanned': 'not checked for viruses',
}

/** A state in words for whoever may download the file. */
export const scanWords = (state: string): string => stateWords[state as ScanState] ?? stateWords['not-scanned']
