/**
 * `x` (0 or more) rounded to two places as R does from version 4: of the two decimals around it the one whose double is nearer, and of
 * two equally near the one whose last digit is even. `toFixed` and `Math.round(100 x)` differ: 62.235 is 62.24 and 91.095 is 91.1 here.
 */
export function roundToHundredths(x: number): number {
  const hundredths = Math.floor(x * 100)
  const [down, up] = [hundredths / 100, Math.ceil(x * 100) / 100]
  const [above, under] = [x - down, up - x]
  return above < under || (above === under && hundredths % 2 === 0) ? down : up
}
