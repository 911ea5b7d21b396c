/** Further on nobody reads; what is asked for beyond is the last page that is. */
const lastPage = 1_000

/** The number of a page as it came in an address; 1 for anything else. */
export function pageOf(text: unknown): number {
  const number = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 1
  return Math.min(Math.max(number, 1), lastPage)
}
