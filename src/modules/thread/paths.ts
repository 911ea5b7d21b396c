export const threadPaths = {
  show: (reference: string) => `/records/${reference}`,
  /** The address of `show` as a route. */
  showRoute: () => '/records/:reference',
}
