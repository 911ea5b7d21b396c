import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import type { Scan } from '#platform/uploads/scan.ts'

/** A day of a recommendation's life that is marked on the chart of its measure. */
export type ChartMark = { on: string; label: string }

/** The chart of the indicator by which a recommendation is measured. */
export type MeasureChart = {
  /** Its code and name; '': no indicator is called so. */
  name: string
  href: string
  /** SVG; '' where there are no figures. */
  chart: string
  /** What the figures say. */
  sentence: string
  /** Marks that fall outside the quarters drawn. */
  outside: readonly ChartMark[]
  isInvented: boolean
}

/** What the tracker's pages need beside what every module needs. `app.ts` hands over what stands above this module. */
export type TrackerServices = Services & {
  scan: Scan
  measureChart?: (actor: Actor, measure: string, marks: readonly ChartMark[]) => Promise<MeasureChart | undefined>
}
