import type { Actor } from '#platform/actor.ts'

/** Something that another module shows on a group's page, such as the warnings that were given to it. */
export type GroupExtra = {
  heading: string
  items: { text: string; href: string; tag: string }[]
  /** Said when there are no items. */
  empty: string
}

/** Handed over where the application is put together, since its module stands above this one. */
export type GroupExtras = (actor: Actor, groupId: string) => Promise<GroupExtra[]>
