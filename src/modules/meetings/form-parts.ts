import { listOfficesOfRole, members } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { londonDate, timeInWords } from '#platform/london-time.ts'
import { z } from 'zod'
import { itemMarkings, purposes } from './meeting.ts'
import { listMeetings, type Meeting } from './meeting-store.ts'

export type Option = { value: string; text: string; hint: string }

/** A table of words as what a select or radios offer. */
export const optionsOf = (table: Readonly<Record<string, { words: string; hint: string }>>): Option[] =>
  Object.entries(table).map(([value, { words, hint }]) => ({ value, text: words, hint }))

export const purposeOptions = optionsOf(purposes)
export const markingOptions: Option[] = [
  { value: itemMarkings[0], text: 'OFFICIAL', hint: 'All members of the partnership may see it' },
  {
    value: itemMarkings[1],
    text: 'OFFICIAL-SENSITIVE',
    hint: 'Only the business team, the Executive, the scrutineer and those whose office sits in the group',
  },
]

/** The offices of the partnership, for 'who presents it' and 'who writes it'. */
export async function officeOptions(db: Db, actor: Actor, today: string): Promise<Option[]> {
  const offices = await listOfficesOfRole(db, actor.partnershipId, members, today)
  return [...Map.groupBy(offices, (office) => office.id).values()].flatMap(([office]) =>
    office === undefined
      ? []
      : [
          {
            value: office.id,
            text: `${office.organisation}: ${office.title}${office.holder === null ? ' (vacant)' : ''}`,
            hint: '',
          },
        ],
  )
}

/** When a meeting is: '3 December 2026, 10am to midday'. */
export function whenWords(meeting: Pick<Meeting, 'startsAt' | 'endsAt'>): string {
  const [from, to] = [londonDate(meeting.startsAt), londonDate(meeting.endsAt)]
  return from === to
    ? `${inWords(from)}, ${timeInWords(meeting.startsAt)} to ${timeInWords(meeting.endsAt)}`
    : `${inWords(from)}, ${timeInWords(meeting.startsAt)} to ${inWords(to)}, ${timeInWords(meeting.endsAt)}`
}

/** The group's meetings still to come, for 'put it on the agenda of'. */
export async function meetingOptions(db: Db, actor: Actor, groupId: string, today: string): Promise<Option[]> {
  const coming = await listMeetings(db, actor, { groupId, from: today, states: ['planned', 'called'], most: 60 })
  return coming.map((meeting) => ({ value: meeting.id, text: `${whenWords(meeting)}: ${meeting.title}`, hint: '' }))
}

/** An optional whole number of a form within bounds; '' is null. */
export const optionalNumber = (least: number, most: number, wrong: string) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null
      const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
      if (number >= least && number <= most) return number
      context.addIssue({ code: 'custom', message: wrong })
      return z.NEVER
    })

/** The version that a form was opened at. */
export const versionField = z
  .string({ error: 'Open the page again' })
  .regex(/^\d{1,9}$/, 'Open the page again')
  .transform(Number)
