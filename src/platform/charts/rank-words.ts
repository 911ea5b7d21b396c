export type RankStripSpec = {
  /** Unique on the page. */
  id: string
  title: string
  unit?: string
  /** One entry an area, own one included; those without a figure are not drawn and are counted in the words. */
  areas: readonly { label: string; value: number | null }[]
  /** Label of the own area, as among `areas`. */
  own: string
  /** England, region, neighbours' median. */
  references?: readonly { label: string; value: number | null }[]
  /** Lower quartile, median and upper quartile of the areas. */
  quartiles?: readonly [number, number, number]
  /** 'lower is better', for the foot. */
  polarity?: string
  format?: (value: number) => string
  formatTick?: (value: number) => string
  compact?: boolean
}

/** Under the strip: how many areas, what the ticks are, which way is better. */
export function footWords({ areas, quartiles, polarity }: RankStripSpec): string {
  const ticks = quartiles === undefined ? [] : ['Ticks on the axis: quartiles, the median heavier.']
  return [`${countWords(areas)}.`, ...ticks, ...polarityWords(polarity)].join(' ')
}

function countWords(areas: RankStripSpec['areas']): string {
  const missing = areas.filter(({ value }) => value === null).length
  return `${areas.length - missing} areas${missing === 0 ? '' : `, ${missing} without a figure`}`
}

const polarityWords = (polarity: string | undefined): string[] =>
  polarity === undefined ? [] : [`${polarity.slice(0, 1).toUpperCase()}${polarity.slice(1)}.`]

/** What the strip says. */
export function stripWords(spec: RankStripSpec, format: (value: number) => string): string {
  const there = spec.areas.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
  const own = there.find(({ label }) => label === spec.own)
  const sentences: string[] = []
  if (own === undefined) sentences.push(`${spec.own} has no figure.`)
  else {
    const higher = there.filter(({ value }) => value > own.value).length
    const lower = there.filter(({ value }) => value < own.value).length
    sentences.push(`${own.label} ${format(own.value)}: ${higher} areas are higher and ${lower} lower.`)
  }
  for (const { label, value } of spec.references ?? []) if (value !== null) sentences.push(`${label} ${format(value)}.`)
  if (spec.quartiles !== undefined) {
    const [low, middle, high] = spec.quartiles
    sentences.push(`Lower quartile ${format(low)}, median ${format(middle)}, upper quartile ${format(high)}.`)
  }
  return [...sentences, `${countWords(spec.areas)}.`, ...polarityWords(spec.polarity)].join(' ')
}
