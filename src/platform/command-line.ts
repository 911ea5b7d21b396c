import { sentenceOf } from './lifecycle.ts'

/** Where a command reads and writes. Standard output carries results only, so that it can be piped; `say` is for people. */
export type CommandIo = {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly say: (line: string) => void
  readonly environment: Readonly<Record<string, string | undefined>>
}

export type CliCommand = {
  readonly name: string
  /** One line for the list that `help` prints. */
  readonly summary: string
  /** What follows the name, such as '<file> [--everything]'. */
  readonly usage?: string
  /** Throws an Error with a sentence for the person when it cannot do what was asked; may return an exit code. */
  run(args: readonly string[], io: CommandIo): Promise<number | void>
}

/** Runs the command named first in `argv`. Returns the exit code: 0 done, 1 it could not be done, 2 there is no such command. */
export async function runCommandLine(
  commands: readonly CliCommand[],
  argv: readonly string[],
  io: CommandIo,
): Promise<number> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || name === '--help') {
    io.output.write(help(commands))
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (command === undefined) {
    io.say(`There is no command '${name}': npm run goldenthread -- help lists what there is.`)
    return 2
  }
  try {
    return (await command.run(args, io)) ?? 0
  } catch (error) {
    io.say(sentenceOf(error))
    return 1
  }
}

function help(commands: readonly CliCommand[]): string {
  const words = commands.map(({ name, usage }) => (usage === undefined ? name : `${name} ${usage}`))
  const width = Math.max(4, ...words.map((text) => text.length))
  const lines = commands
    .map(({ summary }, index) => `  ${(words[index] ?? '').padEnd(width)}  ${summary}`)
    .toSorted((a, b) => a.localeCompare(b))
  return [
    'Use: npm run goldenthread -- <command>',
    '',
    ...lines,
    `  ${'help'.padEnd(width)}  Lists the commands.`,
    '',
  ].join('\n')
}
