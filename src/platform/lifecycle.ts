/** What has been started, kept so that it can be stopped in the reverse order. */
export type Life = {
  /** Hands over how to stop something just started. Throws when stopping has begun meanwhile, having stopped it. */
  keep(stop: () => Promise<void>): Promise<void>
  /** Ends the life because something that must run has failed. */
  fail(error: Error): void
  /** Ends the life because its work is done. */
  end(): void
}

type Options = {
  readonly start: (life: Life) => Promise<void>
  readonly say: (line: string) => void
  /** Milliseconds after which stopping is given up. */
  readonly stopWithin?: number
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Starts things and runs until a signal asks to stop (start.mjs turns its own disappearance into one) or something fails,
 * also while still starting; then stops all that was kept. Returns the exit code: 0 when asked, 1 after a failure, which
 * has then been said in one line.
 */
export async function liveUntilAsked({ start, say, stopWithin = 10_000 }: Options): Promise<number> {
  const stops: (() => Promise<void>)[] = []
  const end = Promise.withResolvers<Error | undefined>()
  let stopping = false
  const ask = (): void => end.resolve(undefined)
  // Asked more than once is the same as once: Ctrl-C reaches us from the terminal and again through start.mjs and npm.
  for (const signal of stopSignals) process.on(signal, ask)
  ignoreClosedOutput()

  const life: Life = {
    async keep(stop) {
      if (!stopping) return void stops.push(stop)
      await stop()
      throw new Error('Stopped while starting')
    },
    fail: (error) => end.resolve(error),
    end: ask,
  }
  const started = start(life).catch((error: unknown) => end.resolve(asError(error)))

  const failure = await end.promise
  stopping = true
  if (failure !== undefined) say(sentenceOf(failure))
  const isStopped = await within(stopWithin, async () => {
    for (const stop of stops.toReversed()) await stop().catch((error: unknown) => say(sentenceOf(error)))
    await started
  })
  if (!isStopped) say(`Stopping took longer than ${stopWithin / 1000} seconds and was given up.`)
  for (const signal of stopSignals) process.off(signal, ask)
  return failure === undefined && isStopped ? 0 : 1
}

/**
 * What to tell a person of an error: its sentence. A fault of the program's own (a TypeError and its like) also shows
 * where it was, since only a programmer can use it.
 */
export function sentenceOf(thrown: unknown): string {
  const error = asError(thrown)
  const isFault = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => error instanceof kind)
  return isFault ? `Goldenthread has a fault. Please report this:\n${error.stack ?? error.message}` : error.message
}

/** Writing to a reader who has gone (`npm start 2>&1 | head`) must not end us in the middle of something. */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore)
  }
}

const ignore = (): void => {}
const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

async function within(milliseconds: number, work: () => Promise<void>): Promise<boolean> {
  const limit = Promise.withResolvers<false>()
  const timer = setTimeout(() => limit.resolve(false), milliseconds)
  try {
    return await Promise.race([work().then(() => true), limit.promise])
  } finally {
    clearTimeout(timer)
  }
}
