/** A PSA over REST. Paths and names are of no product; ConnectWise, Autotask and Halo differ in little else. */
export function restPsa({ baseUrl, apiKey, fetch = globalThis.fetch }) {
  const call = async (method, path, body) => {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(8_000),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.status === 204 ? null : response.json();
  };
  return {
    async find(externalId) {
      const [found] = await call('GET', `/service/tickets?externalId=${encodeURIComponent(externalId)}`);
      return found?.id ?? null;
    },
    create: async (ticket) => (await call('POST', '/service/tickets', ticket)).id,
    update: (id, changes) => call('PATCH', `/service/tickets/${id}`, changes),
    async note(id, { text, minutes }) {
      await call('POST', `/service/tickets/${id}/notes`, { text, internal: true });
      if (minutes !== null) await call('POST', '/time/entries', { ticketId: id, minutes });
    },
  };
}
