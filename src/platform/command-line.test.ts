import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import type { CliCommand } from './command-line.ts'

const commands: readonly CliCommand[] = [
  {
    name: 'shout',
    usage: '<word>',
    summary: 'Says a word loudly.',
    async run([word = ''], { output }) {
      output.write(`${word.toUpperCase()}\n`)
    },
  },
  {
    name: 'fail',
    summary: 'Does not work.',
    async run() {
      throw new Error('The file sheet.xlsx is not there: look at its name.')
    },
  },
  { name: 'count', summary: 'Ends with a code of its own.', run: async () => 3 },
  {
    name: 'break',
    summary: 'Has a fault.',
    async run() {
      throw new TypeError('x is not a function')
    },
  },
]

async function typed(...argv: string[]): Promise<{ code: number; result: string; said: string[] }> {
  const output = new PassThrough()
  const said: string[] = []
  const io = { input: new PassThrough(), output, say: (line: string) => void said.push(line), environment: {} }
  const code = await runCommandLine(commands, argv, io)
  return { code, result: String(output.read() ?? ''), said }
}

test('gives the words after the name to the command, whose result alone is on standard output', async () => {
  assert.deepEqual(await typed('shout', 'hello'), { code: 0, result: 'HELLO\n', said: [] })
})

test('lists the commands when asked for help, or for nothing', async () => {
  const { code, result } = await typed('help')
  assert.equal(code, 0)
  assert.match(result, /^ {2}shout <word> {2}Says a word loudly\.$/m)
  assert.equal((await typed()).result, result)
})

test('an unknown command is one sentence and code 2', async () => {
  assert.deepEqual(await typed('shoot'), {
    code: 2,
    result: '',
    said: ["There is no command 'shoot': npm run goldenthread -- help lists what there is."],
  })
})

test('what cannot be done is one sentence and code 1', async () => {
  const { code, said } = await typed('fail')
  assert.equal(code, 1)
  assert.deepEqual(said, ['The file sheet.xlsx is not there: look at its name.'])
})

test('a fault of the program shows where it is', async () => {
  const { code, said } = await typed('break')
  assert.equal(code, 1)
  assert.match(said[0] ?? '', /^Goldenthread has a fault\. Please report this:\nTypeError: x is not a function\n\s+at /)
})

test('a command may end with a code of its own', async () => {
  assert.equal((await typed('count')).code, 3)
})
