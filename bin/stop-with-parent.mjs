// Preloaded by start.mjs into what it starts: when start.mjs is gone, even by kill -9, its channel closes, and this process is
// told to stop in the ordinary way, so that one piece of code decides how stopping goes.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // Listening must not keep a command alive that has nothing else to do.
  process.channel.unref()
}
