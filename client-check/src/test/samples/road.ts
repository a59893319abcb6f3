// The road of an interaction with the generated client (typescript-fetch) in ./client:
// node road.js http://127.0.0.1:8080 [TENANT]
import {
  AgentNotice, AgentNoticeFromJSON, AgentsApi, Configuration, FetchError, InteractionEventFromJSON, InteractionsApi,
  OffersApi, Problem, QueuesApi, ResponseError,
} from './client';

const [node, tenant = 'default'] = process.argv.slice(2);
const headers = { 'Ixion-Tenant': tenant }; // later: Authorization, too
const configuration = new Configuration({ basePath: node, headers });
const queues = new QueuesApi(configuration);
const agents = new AgentsApi(configuration);
const interactions = new InteractionsApi(configuration);
const offers = new OffersApi(configuration);

const sleep = (millis: number) => new Promise(resolve => setTimeout(resolve, millis));

/**
 * Sends until it is known what came of it.
 *
 * @param idempotent whether the request has one effect however often it is done: it has a key, answers an offer, reads,
 *     or is a PUT or DELETE
 */
async function repeating<T>(idempotent: boolean, request: () => Promise<T>): Promise<T> {
  for (let sent = 1; ; sent++) {
    try {
      return await request();
    } catch (refused) {
      const answer = refused instanceof ResponseError ? refused.response : undefined;
      const notDone = [408, 429, 503].includes(answer?.status ?? 0);
      const unknown = refused instanceof FetchError || [502, 504].includes(answer?.status ?? 0);
      if (sent === 6 || !(notDone || (unknown && idempotent))) throw refused;
      const after = Number(answer?.headers.get('Retry-After') ?? 0) * 1000;
      await sleep(after + (0.5 + Math.random() / 2) * Math.min(5000, 100 * 2 ** sent));
    }
  }
}

/** Why a request was refused. */
async function problem(request: Promise<unknown>): Promise<Problem> {
  try {
    await request;
  } catch (refused) {
    if (refused instanceof ResponseError) return (await refused.response.json()) as Problem;
    throw refused;
  }
  throw new Error('it was not refused');
}

/** The items of all pages; only the absence of `next` is the end. */
async function* pages<T>(
  list: (cursor?: string) => Promise<{ items: T[]; page: { next?: string } }>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await repeating(true, () => list(cursor));
    yield* page.items;
    cursor = page.page.next;
  } while (cursor !== undefined);
}

async function all<T>(items: AsyncGenerator<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What an agent is told, for ever; goes on after the last notice that was handled. */
async function* notices(agent: string, lastId = ''): AsyncGenerator<AgentNotice> {
  let pause = 1000;
  for (;;) {
    const hangUp = new AbortController();
    let silence = setTimeout(() => hangUp.abort(), 30_000);
    try {
      const resume: Record<string, string> = lastId ? { 'Last-Event-ID': lastId } : {};
      const stream = await fetch(`${node}/api/v1/agents/${agent}/events`, {
        headers: { ...headers, ...resume, Accept: 'text/event-stream' },
        signal: hangUp.signal,
      });
      if (stream.status >= 400 && stream.status < 500 && ![408, 429].includes(stream.status))
        throw new ResponseError(stream);
      if (stream.ok) {
        let buffer = '';
        for await (const bytes of stream.body!.pipeThrough(new TextDecoderStream())) {
          clearTimeout(silence); // a comment comes every ten seconds
          silence = setTimeout(() => hangUp.abort(), 30_000);
          const events = (buffer + bytes).split('\n\n');
          buffer = events.pop()!;
          for (const event of events) {
            const field = new Map(event.split('\n').map(line => line.split(/: (.*)/s, 2) as [string, string]));
            pause = Number(field.get('retry') ?? pause);
            const data = field.get('data');
            if (data === undefined || field.get('id') === lastId) continue;
            yield AgentNoticeFromJSON(JSON.parse(data));
            lastId = field.get('id')!;
          }
        }
      }
    } catch (lost) {
      if (lost instanceof ResponseError) throw lost;
    } finally {
      clearTimeout(silence);
      hangUp.abort();
    }
    await sleep(pause * (0.5 + Math.random() / 2));
  }
}

async function main(): Promise<void> {
  await repeating(true, () => queues.putQueue({ name: 'inbound', queueSettings: {} }));
  await repeating(true, () => agents.putAgent({ id: 'ana', agentProfile: { skills: { german: 3 } } }));
  await repeating(true, () => agents.logInAgent({ id: 'ana', login: { media: { chat: 'ready' } } }));

  // once, however often it is sent: the key names the request
  const chat = { queue: 'inbound', mediaType: 'chat', isHeld: true, data: { customer: { name: 'José' } } };
  const submit = () => interactions.submitInteractionRaw({ submission: chat, idempotencyKey: '"order-4711"' });
  const { id } = await (await repeating(true, submit)).value();
  const again = await repeating(true, submit);
  if (again.raw.headers.get('Idempotent-Replayed') !== 'true') throw new Error('done twice');

  // only if nobody has changed it meanwhile
  const ifMatch = (await interactions.getInteractionRaw({ id })).raw.headers.get('ETag')!;
  const change = () => interactions.changeInteractionData({ id, ifMatch, dataPatch: { data: { note: null } } });
  await change();
  if ((await problem(change())).code !== 'stale-revision') throw new Error('it has changed since');

  // lists follow the changes with a short delay
  const list = (cursor?: string) => interactions.listInteractions({ queue: 'inbound', limit: 2, cursor });
  while (!(await all(pages(list))).some(each => each.id === id)) await sleep(200);

  await repeating(true, () => interactions.resumeInteraction({ id, idempotencyKey: '"resume-1"' }));
  for await (const notice of notices('ana')) {
    // a snapshot holds all that is open; there are other types, and more will come
    const open = notice.type === 'snapshot' ? notice.offers : notice.type === 'offer' ? [notice] : [];
    const work =
      notice.type === 'snapshot' ? notice.interactions : notice.type === 'assigned' ? [notice.interaction] : [];
    for (const { offerId } of open) await repeating(true, () => offers.acceptOffer({ id: offerId }));
    for (const { id } of work) {
      const reason = { reason: 'solved' };
      await repeating(true, () => interactions.stopInteraction({ id, idempotencyKey: '"stop-1"', reason }));
    }
    if (notice.type === 'taken') break;
  }

  let types: string[] = [];
  while (!types.includes('stopped')) {
    const events = await all(pages(cursor => interactions.listInteractionEvents({ id, limit: 2, cursor })));
    types = events.map(InteractionEventFromJSON).map(event => event.type);
    await sleep(200);
  }
  console.log(types.join(' '));
}

main();
