import { useEffect, useState } from 'preact/hooks';

/** What the address asks for. */
export type Route =
  | { view: 'inbox' | 'sent'; search: string }
  | { view: 'drafts' }
  | { view: 'thread'; id: string }
  | { view: 'sink'; id: string | null; search: string };

/** Reads an address below `/practice`; an unknown one is the inbox. */
export function parseRoute(path: string, query: string): Route {
  const [view = '', id = ''] = path.replace(/^\/practice\/?/, '').split('/');
  const search = new URLSearchParams(query).get('search') ?? '';
  if (view === 'sent') return { view, search };
  if (view === 'drafts') return { view };
  if (view === 'thread' && id) return { view, id };
  if (view === 'sink') return { view, id: id || null, search };
  return { view: 'inbox', search };
}

/** The address of a route. */
export function pathOf(route: Route): string {
  const query = 'search' in route && route.search ? `?${new URLSearchParams({ search: route.search })}` : '';
  switch (route.view) {
    case 'inbox':
      return `/practice${query}`;
    case 'sent':
      return `/practice/sent${query}`;
    case 'drafts':
      return '/practice/drafts';
    case 'thread':
      return `/practice/thread/${route.id}`;
    case 'sink':
      return `/practice/sink${route.id ? `/${route.id}` : ''}${query}`;
  }
}

const changed = 'practice:route';

/** Goes to another view; Back returns. */
export function go(route: Route): void {
  history.pushState(null, '', pathOf(route));
  dispatchEvent(new Event(changed));
}

/** Follows a link inside the page; with Ctrl or the middle button the browser opens a tab, as it should. */
export function follow(route: Route): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(route);
  };
}

/** The present route, followed through links, Back and Forward. */
export function useRoute(): Route {
  const read = () => parseRoute(location.pathname, location.search);
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    addEventListener('popstate', follow);
    addEventListener(changed, follow);
    return () => {
      removeEventListener('popstate', follow);
      removeEventListener(changed, follow);
    };
  }, []);
  return route;
}
