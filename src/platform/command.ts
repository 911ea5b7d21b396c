import type { Actor } from './actor.ts'
import { actingAs } from './db/acting.ts'
import type { Db, Tx } from './db/connect.ts'
import { forbidden } from './errors.ts'

/** What is wrong with one field, in words for the person who typed it. */
export type Problem = { field: string; text: string }
export type Outcome<Output> = { ok: true; value: Output } | { ok: false; problems: Problem[] }

/** JSON that goes into an audit event: ids, states, dates, numbers; never free text about a case. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

class Refused extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super('refused')
    this.problems = problems
  }
}

/** Ends a command without keeping anything; the person sees `text` beside `field`. */
export function refuse(field: string, text: string): never {
  throw new Refused([{ field, text }])
}

type Definition<Input, Output> = {
  /** What happened, in the past tense: 'returns.return-signed-off'. It is the name of the audit event. */
  name: string
  permission: string
  /** What the actor's seat must let them decide, beside the permission: the authority sits on the seat, not on membership. */
  authority?: string
  /** The id of the record that the event is about. */
  subject: (output: Output, input: Input) => string
  /** The fields before and after, where a reader would want them. */
  details?: (output: Output, input: Input) => { [key: string]: Json }
  /** Which field to blame when a named database constraint is broken: closes the race that a prior `select` cannot. */
  broken?: Record<string, readonly [field: string, text: string]>
  run: (tx: Tx, actor: Actor, input: Input) => Promise<Output>
}

const constraintOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined

/** Writes the one audit event of a change, inside the transaction that made it. */
async function recordEvent(tx: Tx, actor: Actor, name: string, subject: string, details: { [key: string]: Json }) {
  await tx
    .insertInto('platform.audit_event')
    .values({
      name,
      subject,
      details: JSON.stringify(details),
      person_id: actor.personId,
      office_id: actor.officeId,
      partnership_id: actor.partnershipId,
    })
    .execute()
}

/**
 * A command is the only way to write: it checks the right, runs in one transaction that sees only what its actor may, and leaves one
 * audit event in it.
 *
 * @returns a function that answers `{ ok: true, value }`, or `{ ok: false, problems }` for what the person can put right
 * @throws AppError 403 without the permission; `notFound` and `conflict` thrown by `run` pass through, with nothing kept
 */
export function command<Input, Output>(definition: Definition<Input, Output>) {
  return async (db: Db, actor: Actor, input: Input): Promise<Outcome<Output>> => {
    if (!actor.permissions.has(definition.permission)) {
      throw forbidden(`Your office does not carry the right to do this (${definition.permission}).`)
    }
    if (definition.authority !== undefined && !actor.authorities.has(definition.authority)) {
      throw forbidden('Your office has no seat that carries the authority to decide this.')
    }
    const work = () =>
      db.transaction().execute(async (tx) => {
        const output = await definition.run(tx, actor, input)
        const details = definition.details?.(output, input) ?? {}
        await recordEvent(tx, actor, definition.name, definition.subject(output, input), details)
        return output
      })
    try {
      const value = await actingAs(actor, work)
      return { ok: true, value }
    } catch (error) {
      if (error instanceof Refused) return { ok: false, problems: error.problems }
      const blamed = definition.broken?.[constraintOf(error) ?? '']
      if (blamed) return { ok: false, problems: [{ field: blamed[0], text: blamed[1] }] }
      throw error
    }
  }
}

/** The value of a command that cannot sensibly be refused (set-up of an installation): a refusal becomes an error. */
export function must<Output>(outcome: Outcome<Output>): Output {
  if (outcome.ok) return outcome.value
  throw new Error(outcome.problems.map((problem) => `${problem.field}: ${problem.text}`).join('; '))
}
