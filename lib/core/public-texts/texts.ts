import type { PageLanguage } from '../../contract/subscription.ts';

/** What the pages for recipients say. `{type}`, `{sender}` and `{address}` are put in where they stand. */
export interface PublicTexts {
  language: string;
  askTitle: string;
  askText: string;
  askOthers: string;
  askButton: string;
  doneTitle: string;
  doneText: string;
  doneAll: string;
  undo: string;
  undoneTitle: string;
  undoneText: string;
  manage: string;
  manageTitle: string;
  manageText: string;
  master: string;
  types: string;
  typesHint: string;
  confirm: string;
  savedTitle: string;
  savedText: string;
  oldTitle: string;
  oldText: string;
  fresh: string;
  freshTitle: string;
  freshText: string;
  mailSubject: string;
  mailText: string;
  mailLink: string;
}

export const publicTexts: Readonly<Record<PageLanguage, PublicTexts>> = {
  en: {
    language: 'Language',
    askTitle: 'Unsubscribe from “{type}”?',
    askText: '{address} will no longer get “{type}” from {sender}.',
    askOthers: 'Other emails that you have agreed to still come.',
    askButton: 'Unsubscribe',
    doneTitle: 'You are unsubscribed',
    doneText: '{address} gets no more “{type}” from {sender}.',
    doneAll: '{address} gets no more marketing emails from {sender}.',
    undo: 'Undo',
    undoneTitle: 'Everything is as it was',
    undoneText: 'Your last change was taken back.',
    manage: 'Choose what you get',
    manageTitle: 'Your subscriptions',
    manageText: 'Choose which emails {sender} may send you.',
    master: 'You may send me marketing emails',
    types: 'What I want to get',
    typesHint: 'This counts only while the box above is ticked.',
    confirm: 'Confirm',
    savedTitle: 'Your choice is saved',
    savedText: 'It counts from now on for everything that {sender} sends to many.',
    oldTitle: 'This link has expired',
    oldText:
      'Links to your subscriptions work for 21 days. We can send a fresh one to the address that got the email.',
    fresh: 'Send me a fresh link',
    freshTitle: 'A fresh link is on its way',
    freshText: 'It comes to the address that got the email. Look into your inbox in a few minutes.',
    mailSubject: 'Your link to choose what you get',
    mailText: 'You have asked for a fresh link to your subscriptions with {sender}. It works for 21 days.',
    mailLink: 'Choose what you get',
  },
  sv: {
    language: 'Språk',
    askTitle: 'Avsluta prenumerationen på ”{type}”?',
    askText: '{address} får inte längre ”{type}” från {sender}.',
    askOthers: 'Andra utskick som du har sagt ja till kommer fortfarande.',
    askButton: 'Avsluta prenumerationen',
    doneTitle: 'Prenumerationen är avslutad',
    doneText: '{address} får inte längre ”{type}” från {sender}.',
    doneAll: '{address} får ingen mer marknadsföring från {sender}.',
    undo: 'Ångra',
    undoneTitle: 'Allt är som det var',
    undoneText: 'Din senaste ändring har tagits tillbaka.',
    manage: 'Välj vad du får',
    manageTitle: 'Dina prenumerationer',
    manageText: 'Välj vilka mejl {sender} får skicka till dig.',
    master: 'Ni får skicka marknadsföring till mig',
    types: 'Det här vill jag få',
    typesHint: 'Det gäller bara så länge rutan ovanför är ikryssad.',
    confirm: 'Bekräfta',
    savedTitle: 'Ditt val är sparat',
    savedText: 'Det gäller från och med nu för allt som {sender} skickar till många.',
    oldTitle: 'Länken har gått ut',
    oldText:
      'Länkar till dina prenumerationer gäller i 21 dagar. Vi kan skicka en ny till adressen som fick mejlet.',
    fresh: 'Skicka en ny länk',
    freshTitle: 'En ny länk är på väg',
    freshText: 'Den kommer till adressen som fick mejlet. Titta i inkorgen om några minuter.',
    mailSubject: 'Din länk för att välja vad du får',
    mailText: 'Du har bett om en ny länk till dina prenumerationer hos {sender}. Den gäller i 21 dagar.',
    mailLink: 'Välj vad du får',
  },
  da: {
    language: 'Sprog',
    askTitle: 'Afmeld “{type}”?',
    askText: '{address} får ikke længere “{type}” fra {sender}.',
    askOthers: 'Andre mails, som du har sagt ja til, kommer stadig.',
    askButton: 'Afmeld',
    doneTitle: 'Du er afmeldt',
    doneText: '{address} får ikke længere “{type}” fra {sender}.',
    doneAll: '{address} får ikke mere markedsføring fra {sender}.',
    undo: 'Fortryd',
    undoneTitle: 'Alt er, som det var',
    undoneText: 'Din seneste ændring er taget tilbage.',
    manage: 'Vælg, hvad du får',
    manageTitle: 'Dine abonnementer',
    manageText: 'Vælg, hvilke mails {sender} må sende dig.',
    master: 'I må sende mig markedsføring',
    types: 'Det vil jeg gerne have',
    typesHint: 'Det gælder kun, så længe feltet ovenfor er sat.',
    confirm: 'Bekræft',
    savedTitle: 'Dit valg er gemt',
    savedText: 'Det gælder fra nu af for alt, hvad {sender} sender til mange.',
    oldTitle: 'Linket er udløbet',
    oldText:
      'Links til dine abonnementer virker i 21 dage. Vi kan sende et nyt til den adresse, der fik mailen.',
    fresh: 'Send et nyt link',
    freshTitle: 'Et nyt link er på vej',
    freshText: 'Det kommer til den adresse, der fik mailen. Se i indbakken om et par minutter.',
    mailSubject: 'Dit link til at vælge, hvad du får',
    mailText: 'Du har bedt om et nyt link til dine abonnementer hos {sender}. Det virker i 21 dage.',
    mailLink: 'Vælg, hvad du får',
  },
  nb: {
    language: 'Språk',
    askTitle: 'Melde deg av «{type}»?',
    askText: '{address} får ikke lenger «{type}» fra {sender}.',
    askOthers: 'Andre e-poster du har sagt ja til, kommer fortsatt.',
    askButton: 'Meld av',
    doneTitle: 'Du er meldt av',
    doneText: '{address} får ikke lenger «{type}» fra {sender}.',
    doneAll: '{address} får ikke mer markedsføring fra {sender}.',
    undo: 'Angre',
    undoneTitle: 'Alt er som før',
    undoneText: 'Den siste endringen din er tatt tilbake.',
    manage: 'Velg hva du får',
    manageTitle: 'Abonnementene dine',
    manageText: 'Velg hvilke e-poster {sender} kan sende deg.',
    master: 'Dere kan sende meg markedsføring',
    types: 'Dette vil jeg ha',
    typesHint: 'Det gjelder bare så lenge det er krysset av i ruten ovenfor.',
    confirm: 'Bekreft',
    savedTitle: 'Valget ditt er lagret',
    savedText: 'Det gjelder fra nå av for alt {sender} sender til mange.',
    oldTitle: 'Lenken er utløpt',
    oldText:
      'Lenker til abonnementene dine virker i 21 dager. Vi kan sende en ny til adressen som fikk e-posten.',
    fresh: 'Send en ny lenke',
    freshTitle: 'En ny lenke er på vei',
    freshText: 'Den kommer til adressen som fikk e-posten. Se i innboksen om noen minutter.',
    mailSubject: 'Lenken din for å velge hva du får',
    mailText: 'Du har bedt om en ny lenke til abonnementene dine hos {sender}. Den virker i 21 dager.',
    mailLink: 'Velg hva du får',
  },
  nl: {
    language: 'Taal',
    askTitle: 'Afmelden voor ‘{type}’?',
    askText: '{address} krijgt geen ‘{type}’ meer van {sender}.',
    askOthers: 'Andere e-mails waarmee u hebt ingestemd, blijven komen.',
    askButton: 'Afmelden',
    doneTitle: 'U bent afgemeld',
    doneText: '{address} krijgt geen ‘{type}’ meer van {sender}.',
    doneAll: '{address} krijgt geen reclame meer van {sender}.',
    undo: 'Ongedaan maken',
    undoneTitle: 'Alles is weer zoals het was',
    undoneText: 'Uw laatste wijziging is teruggedraaid.',
    manage: 'Kies wat u krijgt',
    manageTitle: 'Uw abonnementen',
    manageText: 'Kies welke e-mails {sender} u mag sturen.',
    master: 'U mag mij reclame sturen',
    types: 'Dit wil ik krijgen',
    typesHint: 'Dit geldt alleen zolang het vakje hierboven is aangevinkt.',
    confirm: 'Bevestigen',
    savedTitle: 'Uw keuze is opgeslagen',
    savedText: 'Ze geldt vanaf nu voor alles wat {sender} aan velen stuurt.',
    oldTitle: 'Deze link is verlopen',
    oldText:
      'Links naar uw abonnementen werken 21 dagen. We kunnen een nieuwe sturen naar het adres dat de e-mail kreeg.',
    fresh: 'Stuur een nieuwe link',
    freshTitle: 'Een nieuwe link is onderweg',
    freshText: 'Hij komt op het adres dat de e-mail kreeg. Kijk over een paar minuten in uw inbox.',
    mailSubject: 'Uw link om te kiezen wat u krijgt',
    mailText: 'U hebt een nieuwe link naar uw abonnementen bij {sender} gevraagd. Hij werkt 21 dagen.',
    mailLink: 'Kies wat u krijgt',
  },
};

/** A text with what stands in it for names in braces. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
