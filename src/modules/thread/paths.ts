export const threadPaths = {
  show: (reference: string) => `/records/${encodeURIComponent(reference)}`,
  /** The address of `show` as a route. */
  showRoute: () => '/records/:reference',
}
