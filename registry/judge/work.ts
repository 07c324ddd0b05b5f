import { parentPort } from 'node:worker_threads'
import { Unusable } from '../refusals.ts'
import { UnusableInput } from '../unusableInput.ts'
import { createJudge, type Judge } from './judge.ts'
import type { JudgeReply, JudgeRequest } from './messages.ts'

/** The thread in which a registry judges what strangers wrote. */
function work(
  reply: (message: JudgeReply) => void,
  onRequest: (answer: (request: JudgeRequest) => void) => void,
) {
  let judge: Judge | undefined
  onRequest((request) => {
    if (request.kind === 'begin') {
      judge = createJudge(request.place)
      return reply({ kind: 'begun' })
    }
    if (judge === undefined) throw new Error('expected to begin before anything is judged')
    return void answer(judge, request).then(reply, (error: unknown) => reply(describe(error)))
  })
}

async function answer(judge: Judge, request: Exclude<JudgeRequest, { kind: 'begin' }>): Promise<JudgeReply> {
  switch (request.kind) {
    case 'check':
      return { kind: 'checked', report: await judge.check(request.work) }
    case 'compose': {
      const { supergraphSdl, apiSdl } = await judge.compose(request.files)
      return { kind: 'composed', graph: { supergraphSdl, apiSdl } }
    }
    case 'composeSupergraph':
      return { kind: 'supergraph', supergraphSdl: await judge.composeSupergraph(request.files) }
    case 'entry':
      return { kind: 'entry', bureau: await judge.readEntry(request.subgraph, request.text) }
  }
}

function describe(error: unknown): JudgeReply {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof UnusableInput) return { kind: 'refused', by: 'input', message }
  if (error instanceof Unusable) return { kind: 'refused', by: 'graph', message }
  return { kind: 'failed', message }
}

const port = parentPort
if (port === null) throw new Error('expected to run as a worker')
work(
  (message) => port.postMessage(message),
  (listener) => port.on('message', listener),
)
