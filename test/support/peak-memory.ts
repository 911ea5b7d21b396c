/** Flags for a Node process that make it write its peak resident memory, in KB, to a file when it exits. */
export function peakMemoryFlags(file: string): string[] {
  const note = `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(file)},String(process.resourceUsage().maxRSS)))`
  return ['--import', `data:text/javascript,${encodeURIComponent(note)}`]
}
