import type { ErrorWords } from './errorWords.ts'

const meant = (text = '') =>
  text === '' ? '' : ` Queria dizer ${text.replaceAll(', or ', ' ou ').replaceAll(' or ', ' ou ')}?`

export const pt: ErrorWords = {
  codes: {
    BAD_REQUEST: 'O pedido HTTP não é um pedido GraphQL.',
    MALFORMED_JSON: 'O corpo do pedido não é JSON válido.',
    BODY_TOO_LARGE: 'O corpo do pedido é maior do que o portal aceita.',
    HEADERS_TOO_LARGE: 'O endereço e os cabeçalhos são maiores do que o portal aceita.',
    REQUEST_TIMEOUT: 'O pedido demorou demasiado a ser enviado.',
    UNSUPPORTED_MEDIA_TYPE: 'O portal não aceita este Content-Type.',
    NOT_FOUND: 'Não há nada neste endereço.',
    METHOD_NOT_ALLOWED: 'Este endereço não responde a este método HTTP.',
    GRAPHQL_PARSE_FAILED: 'A consulta não é GraphQL.',
    GRAPHQL_VALIDATION_FAILED: 'A consulta não está de acordo com o esquema.',
    OPERATION_RESOLUTION_FAILURE: 'A consulta não tem uma operação com este nome.',
    BAD_USER_INPUT: 'Uma variável ou um argumento tem um valor que não é aceite.',
    OPERATION_TOO_COMPLEX: 'A consulta ultrapassa um dos limites do portal.',
    PERSISTED_QUERY_NOT_FOUND: 'Não se conhece nenhuma consulta com este hash.',
    DOCUMENT_NOT_TRUSTED: 'O portal só responde às consultas de uma lista, e esta não está nela.',
    PLAN_NOT_POSSIBLE: 'Não há plano correcto para esta consulta.',
    STREAM_REQUIRED: 'A uma subscrição só se responde por um fluxo.',
    EVENTS_FORGOTTEN: 'Os acontecimentos que faltaram já não são guardados.',
    EVENTS_UNAVAILABLE: 'De momento não é possível seguir acontecimentos.',
    CLIENT_TOO_SLOW: 'Quem pediu não lê com a rapidez com que lhe é enviado.',
    OVERLOADED: 'O portal tem mais trabalho do que pode; volte a pedir mais tarde.',
    RATE_LIMITED: 'Quem pede já gastou o que por agora pode gastar.',
    QUOTA_EXCEEDED: 'Quem pede já recebeu hoje deste campo o que a sua quota permite.',
    DEADLINE_EXCEEDED: 'A resposta não ficou completa dentro do prazo.',
    SUBGRAPH_UNREACHABLE: 'Não se chega ao sistema do serviço que tem estes dados.',
    SUBGRAPH_TIMEOUT: 'O sistema do serviço que tem estes dados não respondeu dentro do prazo.',
    SUBGRAPH_MALFORMED: 'A resposta do sistema do serviço não segue o protocolo.',
    SUBGRAPH_UNAVAILABLE:
      'Por agora nada se pede ao sistema deste serviço: não tem respondido, ou tem todo o trabalho que pode ter.',
    ENTITY_NOT_FOUND: 'Um serviço refere algo que nenhum outro tem.',
    SUBGRAPH_ERROR: 'O sistema do serviço comunicou um erro neste campo.',
    SOURCE_UNAVAILABLE: 'O sistema do serviço não consegue ler agora a fonte deste campo.',
    UNAUTHENTICATED: 'O campo ou o pedido precisa de um token.',
    KEYS_UNAVAILABLE: 'De momento não se pode verificar o token: não se chega a quem o emitiu.',
    UNAUTHORIZED_FIELD_OR_TYPE: 'Quem pede não pode ver este campo.',
    AUDIT_UNAVAILABLE: 'O que só pode ser mostrado com registo não pode ser registado agora.',
    INTERNAL_SERVER_ERROR: 'O portal falhou; a causa está no registo, sob o número do pedido.',
  },
  messages: {
    noField: (field, type, other) => `O tipo ${type} não tem o campo ${field}.${meant(other)}`,
    noArgument: (argument, field, other) =>
      `O campo ${field} não tem o argumento ${argument}.${meant(other)}`,
    noType: (type, other) => `Não há o tipo ${type}.${meant(other)}`,
    noValue: (value, type, other) => `${type} não tem o valor ${value}.${meant(other)}`,
    noVariable: (variable) => `A variável ${variable} não está declarada.`,
    unusedVariable: (variable) => `A variável ${variable} está declarada e não é usada.`,
    needsVariable: (variable, type) => `Falta a variável ${variable} (${type}).`,
    needsArgument: (field, argument, type) => `O campo ${field} precisa do argumento ${argument} (${type}).`,
    needsSelection: (field, type) =>
      `A seguir ao campo ${field} (${type}) escolhem-se os seus campos em { … }.`,
    takesNoSelection: (field, type) => `O campo ${field} (${type}) não tem campos por escolher.`,
    syntax: (what) => `Erro de sintaxe: ${what}`,
  },
}
