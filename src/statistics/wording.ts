/** Making a format costs some hundred times as much as using it. */
const formats = new Map<string, Intl.NumberFormat>()

function written(value: number, key: string, digits: Intl.NumberFormatOptions): string {
  const format = formats.get(key) ?? new Intl.NumberFormat('en-GB', { ...digits, signDisplay: 'negative' })
  formats.set(key, format)
  return format.format(value).replace('-', '−')
}

/** A number for a sentence with so many decimals and a real minus sign; one that would read as 0 and is not has one figure that counts. */
export function figure(value: number, decimals = 1): string {
  if (value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals)
    return written(value, 'one', { maximumSignificantDigits: 1 })
  return written(value, `${decimals}`, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** A number for a sentence with three figures that count: '12,300', '4.57', '−0.0123'. */
export const threeFigures = (value: number): string => written(value, 'three', { maximumSignificantDigits: 3 })

/** A share of 0.95 as '95%', of 0.998 as '99.8%'. */
export const percentOf = (share: number): string => `${Number((share * 100).toFixed(4))}%`

/** The number, or `null` where it is none that can be shown: NaN and infinity never leave. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
