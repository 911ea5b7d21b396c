export const threadPaths = {
  show: (reference: string) => `/records/${encodeURIComponent(reference)}`,
}
