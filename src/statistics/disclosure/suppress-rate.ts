/** A share or a rate with its counts, each with its number or hidden. */
export type ShownRate = {
  numerator: number | null
  denominator: number | null
  value: number | null
  isHidden: boolean
}

/**
 * A share or a rate as it may be published. The numerator is hidden when it is 1 to `threshold`, and so is the value, since value times
 * denominator gives the numerator back. For a share (`isShare`: the numerator is part of the denominator) the same holds when so few
 * are *not* counted (the complement). A denominator of 1 to `threshold` is hidden with all that is worked out from it. Zeros are shown,
 * except a share of exactly none or all of a hidden denominator.
 * A missing numerator or denominator is none and hides nothing; a value of which no counts are known is left as it is: say that it was
 * not checked. Source: Department for Education (the percentage goes with its count).
 */
export function suppressRate(
  { numerator, denominator, value }: { numerator: number | null; denominator: number | null; value: number | null },
  threshold: number,
  isShare: boolean,
): ShownRate {
  const isSmall = (count: number | null): boolean => count !== null && count >= 1 && count <= threshold
  const rest = isShare && numerator !== null && denominator !== null ? denominator - numerator : null
  const hidesDenominator = isSmall(denominator)
  const isHidden = hidesDenominator || isSmall(numerator) || isSmall(rest)
  return {
    numerator: isHidden ? null : numerator,
    denominator: hidesDenominator ? null : denominator,
    value: isHidden ? null : value,
    isHidden,
  }
}
