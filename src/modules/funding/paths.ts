export const fundingPaths = {
  show: () => '/funding',
}
