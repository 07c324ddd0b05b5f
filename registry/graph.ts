#!/usr/bin/env node
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { runGraph } from './command/runGraph.ts'

// Who reads may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const { exitCode, text } = await runGraph(process.argv.slice(2), {
  now: new Date(),
  environment: process.env,
  print: (text) => void process.stdout.write(text),
  untilStopped: () => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]),
  folder: pathToFileURL(`${process.cwd()}/`),
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
})
process.stdout.write(text)
process.exitCode = exitCode
