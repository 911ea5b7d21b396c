// A mutant is met by a few examples or by none: a fifth of the usual number keeps a run of thousands of mutants short.
import * as fc from 'fast-check'

fc.configureGlobal({ numRuns: 20 })
