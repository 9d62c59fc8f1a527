import { useEffect, useState } from 'preact/hooks';

export type Theme = 'light' | 'dark';
const STORED = 'practice.theme';

/** The person's choice, or without one the system's, followed as it changes. Shown to all on `<html>`. */
export function useTheme(): { theme: Theme; toggle: () => void } {
  const [chosen, setChosen] = useState<Theme | null>(readChoice);
  const system = useSystemTheme();
  const theme = chosen ?? system;
  useEffect(() => {
    document.documentElement.dataset.practiceTheme = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(STORED, next);
    setChosen(next);
  };
  return { theme, toggle };
}

function readChoice(): Theme | null {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : null;
}

function useSystemTheme(): Theme {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return dark ? 'dark' : 'light';
}
