import type { Actor } from './actor.ts'
import type { Db, Tx } from './db/connect.ts'

/** A record whose time has come, as a module knows it. */
export type DueRecord = {
  id: string
  /** What it is, for somebody who decides about it; no name of a child. */
  title: string
  /** The day that started its clock. */
  startedOn: string
  /** Whose it is, for a hold on an organisation; null: the partnership's as a whole. */
  organisationId: string | null
}

/** What a module can dispose of. `kind` is the name that a retention schedule has. */
export type Disposable = {
  kind: string
  /** What goes and what stays, in a sentence. */
  whatGoes: string
  /** The records of the actor's partnership whose clock started before a day, oldest first, `most` at most. Changes nothing. */
  listDue: (db: Db | Tx, actor: Actor, before: string, most: number) => Promise<DueRecord[]>
  /** Destroys those of the ids that are still due. @returns the ids that went */
  destroy: (tx: Tx, actor: Actor, ids: readonly string[], when: { before: string; today: string }) => Promise<string[]>
}

/** What a module holds on one person: a table of words for that person to read. */
export type HeldOn = {
  /** The columns that name the person: 'schema.table.column'. A test finds every such column of the database here. */
  from: readonly string[]
  title: string
  columns: readonly string[]
  /** The rows that the actor's partnership holds; no name of anybody else. */
  rows: (db: Db, actor: Actor, personId: string) => Promise<string[][]>
}
