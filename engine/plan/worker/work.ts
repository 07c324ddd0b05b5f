import { parentPort, workerData } from 'node:worker_threads'
import { parse } from 'graphql'
import { buildPlanner } from '../apolloPlanner.ts'
import type { PlannerThreadData, PlanReply, PlanRequest } from './messages.ts'

/** The thread of a planner: builds it, then plans one operation after the other. Ends when it is refused. */
function work(reply: (message: PlanReply) => void, onRequest: (answer: (text: PlanRequest) => void) => void) {
  const { sdl }: PlannerThreadData = workerData
  let planner: ReturnType<typeof buildPlanner>
  try {
    planner = buildPlanner(sdl)
  } catch (error) {
    return reply({ kind: 'refused', message: describe(error) })
  }
  onRequest((text) => {
    try {
      reply({ kind: 'planned', plan: planner.plan(parse(text, { noLocation: true })) })
    } catch (error) {
      reply({ kind: 'failed', message: describe(error) })
    }
  })
  return reply({ kind: 'built' })
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const port = parentPort
if (port === null) throw new Error('expected to run as a worker')
work(
  (message) => port.postMessage(message),
  (answer) => port.on('message', answer),
)
