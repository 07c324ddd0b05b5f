import { Session } from 'node:inspector/promises'

/** Loaded ahead of a program: profiles it between the messages "start" and "stop", and sends back where time went. */
const session = new Session()
session.connect()

process.on('message', async (message) => {
  if (message === 'start') {
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 500 })
    await session.post('Profiler.start')
    process.send('started')
  } else {
    const { profile } = await session.post('Profiler.stop')
    process.send(sumUp(profile))
  }
})

/** Each function's own part of the time in which the process was not idle. */
function sumUp({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map()
  for (const [index, id] of samples.entries()) {
    const name = names.get(id)
    times.set(name, (times.get(name) ?? 0) + timeDeltas[index])
  }
  times.delete('(idle)')
  const whole = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([name, time]) => ({ name, share: time / whole }))
    .toSorted((a, b) => b.share - a.share)
}

function nameOf({ functionName, url, lineNumber }) {
  if (url === '') return functionName || '(anonymous)'
  // Everything up to the last folder that matters is this machine's own business.
  const place = url.replace(/^.*\/(?=(?:node_modules|dist|bench)\/)/, '')
  return `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`
}
