export const reviewPaths = {
  notifications: () => '/notifications',
}
