/** What other modules may use of reviews. */
export { loadNotifications } from './load-notifications.ts'
export { notificationsBetween } from './notification-store.ts'
export { notificationBlocks } from './notification-tables.ts'
export { permissions as reviewsPermissions } from './permissions.ts'
export { reviewPaths } from './paths.ts'
