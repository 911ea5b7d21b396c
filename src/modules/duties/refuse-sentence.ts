import { refuse } from '#platform/command.ts'

/** 'the calendar ends …' as a sentence of its own. */
export const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Runs a check of the statute; what it refuses is told to the person beside the field, and nothing is kept. */
export function checked<T>(field: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return refuse(field, asSentence(error.message))
    throw error
  }
}
