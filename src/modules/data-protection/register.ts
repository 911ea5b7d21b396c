import { howFar, inWords, instantInWords } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'
import type { Due, Pause } from './clock.ts'

/** The registers: what they are called, what begins a clock, and which decisions end it. */
export const registers = {
  'subject-access': {
    title: 'Subject-access requests',
    one: 'Subject-access request',
    letters: 'SAR',
    began: 'Received on',
    who: 'Who asked',
    what: 'What was asked for',
    decisions: {
      given: 'Given in full',
      'given-in-part': 'Given in part',
      refused: 'Refused',
      'nothing-held': 'Nothing is held',
      withdrawn: 'Withdrawn',
    },
    pauses: ['identity', 'clarification'],
  },
  'freedom-of-information': {
    title: 'Freedom of information requests',
    one: 'Freedom of information request',
    letters: 'FOI',
    began: 'Received on',
    who: 'Who asked',
    what: 'What was asked for',
    decisions: {
      given: 'Given in full',
      'given-in-part': 'Given in part',
      refused: 'Refused',
      'nothing-held': 'Nothing is held',
      passed: 'Passed to another authority',
      withdrawn: 'Withdrawn',
    },
    pauses: ['clarification', 'fee'],
  },
  breach: {
    title: 'Personal data breaches',
    one: 'Personal data breach',
    letters: 'BRE',
    began: 'When the controller became aware',
    who: 'Who told us',
    what: 'What happened, to what kind of data, and how many people it is about',
    decisions: {
      reported: 'Reported to the Information Commissioner',
      'not-reported': 'Not reported: a risk is unlikely',
    },
    pauses: [],
  },
  disclosure: {
    title: 'Disclosures and refusals',
    one: 'Disclosure',
    letters: 'DIS',
    began: 'Asked on',
    who: 'Who asked',
    what: 'What was asked for',
    decisions: { disclosed: 'Disclosed', 'disclosed-in-part': 'Disclosed in part', refused: 'Refused' },
    pauses: [],
  },
} as const satisfies Record<string, RegisterWords>

type RegisterWords = {
  title: string
  one: string
  letters: string
  began: string
  who: string
  what: string
  decisions: Readonly<Record<string, string>>
  pauses: readonly Pause['why'][]
}

export type Register = keyof typeof registers
export const isRegister = (text: unknown): text is Register =>
  typeof text === 'string' && Object.hasOwn(registers, text)
export const wordsOf = (register: Register): RegisterWords => registers[register]

export const pauseWords: Record<Pause['why'], string> = {
  identity: 'Proof of identity was asked for',
  clarification: 'Clarification was asked for',
  fee: 'A fees notice was given',
}

export const peopleToldWords: Readonly<Record<string, string>> = {
  told: 'They were told',
  'to-be-told': 'They are to be told: the risk to them is high',
  'not-needed': 'They need not be told: the risk to them is not high',
}

/** How a clock stands, in words that need no colour. `sortKey` orders entries by what presses most. */
export function standing(due: Due, today: string, now: Date): { words: string; isOverdue: boolean; sortKey: string } {
  switch (due.kind) {
    case 'none':
      return { words: 'No day is set in law', isOverdue: false, sortKey: '9998' }
    case 'paused':
      return { words: 'The clock stands: an answer is awaited', isOverdue: false, sortKey: '9997' }
    case 'beyond':
      return {
        words: 'Not worked out: the calendar of working days does not reach that far',
        isOverdue: false,
        sortKey: '0000',
      }
    case 'at': {
      const hours = Math.floor((due.at.getTime() - now.getTime()) / 3_600_000)
      const isOverdue = now > due.at
      const left = isOverdue
        ? `Overdue: ${plural(-hours, 'hour')} late`
        : hours < 1
          ? 'less than an hour left'
          : `${plural(hours, 'hour')} left`
      return { words: `${instantInWords(due.at)}. ${left}`, isOverdue, sortKey: due.at.toISOString() }
    }
    case 'on': {
      const isOverdue = today > due.on
      const how = howFar(today, due.on)
      return { words: `${inWords(due.on)}. ${isOverdue ? `Overdue: ${how}` : how}`, isOverdue, sortKey: due.on }
    }
  }
}
