import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'

/** What rests on an indicator elsewhere: warnings, decisions, sections of a report. */
export type IndicatorExtra = {
  heading: string
  items: { text: string; href: string; tag: string }[]
  /** Said when there are none. */
  empty: string
}

/** What was done about an indicator and what comes next, on the Executive’s page. */
export type LineExtra = { text: string; href: string }

/** Something that should have come and has not. */
export type SilentLine = { text: string; href?: string; tag?: string }

/** What other modules lend to these pages; `app.ts` hands it over, since this module may not import them. */
export type IndicatorServices = Services & {
  indicatorExtras?: (actor: Actor, indicatorId: string) => Promise<IndicatorExtra[]>
  lineExtras?: (actor: Actor, indicatorIds: readonly string[]) => Promise<Map<string, LineExtra[]>>
  silent?: (actor: Actor) => Promise<SilentLine[]>
}
