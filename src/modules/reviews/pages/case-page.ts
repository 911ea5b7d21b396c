import { reviewPaths } from '../paths.ts'

export type ByReference = { Params: { reference: string } }

/** The way back from a page of a case. */
export const caseCrumbs = ({ title, reference }: { title: string; reference: string }) => [
  { text: 'Reviews of incidents', href: reviewPaths.cases() },
  { text: title, href: reviewPaths.case(reference) },
]
