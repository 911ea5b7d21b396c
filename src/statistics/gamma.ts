import { normalQuantile } from './distributions.ts'

/** Lanczos coefficients for g = 7, n = 9 (Godfrey); about 15 digits. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** Natural logarithm of the gamma function for `x > 0`. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const t = z + 7.5
  let sum = 0
  for (const [i, coefficient] of lanczos.entries()) sum += i === 0 ? coefficient : coefficient / (z + i)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * Lower and upper tail of the gamma distribution with `shape` > 0 and scale 1 at `x` >= 0 (regularised incomplete gamma functions P
 * and Q): by its series below shape + 1, by Lentz's continued fraction above, each tail where it is the smaller one.
 */
export function gammaTails(shape: number, x: number): { lower: number; upper: number } {
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  if (x < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let k = 1; k < 10_000 && term > sum * 1e-17; k++) {
      term *= x / (shape + k)
      sum += term
    }
    return { lower: front * sum, upper: 1 - front * sum }
  }
  const tiny = 1e-300
  let b = x + 1 - shape
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let k = 1; k < 10_000; k++) {
    const a = -k * (k - shape)
    b += 2
    d = 1 / (a * d + b || tiny)
    c = b + a / c || tiny
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return { lower: 1 - front * fraction, upper: front * fraction }
}

/**
 * The x below which a gamma distribution (`shape`, scale 1) has the share `p`; half a chi-square quantile of 2 x shape degrees of
 * freedom. Newton's steps kept inside a shrinking bracket; about 1e-13 relative for shapes up to some thousands. Our own, since the library's is wrong from a
 * shape of some hundreds up (docs/adr/0013).
 */
export function gammaQuantile(p: number, shape: number): number {
  if (p <= 0) return 0
  if (p >= 1) return Infinity
  let low = 0
  let high = shape + 1
  while (gammaTails(shape, high).lower < p) high *= 2
  // the cube root of a gamma variable is nearly normal (Wilson and Hilferty 1931)
  const near = shape * (1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))) ** 3
  let x = near > low && near < high ? near : (low + high) / 2
  for (let k = 0; k < 200; k++) {
    const tails = gammaTails(shape, x)
    const miss = p < 0.5 ? tails.lower - p : 1 - p - tails.upper
    if (miss === 0) return x
    if (miss > 0) high = x
    else low = x
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape))
    const next = x - miss / density
    const step = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(step - x) <= 1e-15 * x) return step
    x = step
  }
  return x
}
