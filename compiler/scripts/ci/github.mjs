/** GitHub's REST API, as far as these scripts use it: https://docs.github.com/en/rest */

/** A request to the repository's part of the API, `/issues/1`; resolves to the answer's JSON. Throws with GitHub's word. */
export async function repositoryApi(method, path, body) {
  const { GITHUB_API_URL = 'https://api.github.com', GITHUB_REPOSITORY, GH_TOKEN } = process.env;
  if (!GITHUB_REPOSITORY || !GH_TOKEN) throw new Error('GITHUB_REPOSITORY and GH_TOKEN have to be set');
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${GH_TOKEN}`,
      'x-github-api-version': '2022-11-28',
      'user-agent': 'platc',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** All items of a list that comes in pages, at most a thousand. */
export async function allOf(path) {
  const items = [];
  for (let page = 1; page <= 10; page++) {
    const mark = path.includes('?') ? '&' : '?';
    const next = await repositoryApi('GET', `${path}${mark}per_page=100&page=${page}`);
    items.push(...next);
    if (next.length < 100) break;
  }
  return items;
}
