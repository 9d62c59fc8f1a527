/** The whole of what somebody writes who wants no more mail. */
const WISH =
  /^\W*((please|pls|kindly|snälla|vänligen|venligst|vennligst|bitte|graag|gelieve|s'il vous pla[iî]t|merci de( me)?|por favor)\W+)*((un-?subscribe|opt[- ]?out|remove|take|stop|end|cancel)( me)?( (from|off)( (this|your|the|all|any))?( (mailing|e-?mail|contact|distribution|future))?( (lists?|e-?mails?|mails?|mailings?|database|messages?))?)?( (mailing|e-?mailing|sending|contacting|writing)( me| to me)?( (e-?mails?|mails?|messages?))?)?|do not (contact|e-?mail|write( to)?|mail) me( again| any ?more)?|don['’]t (contact|e-?mail|write( to)?|mail) me( again| any ?more)?|avregistrera( mig)?|avprenumerera( mig)?|avsluta( prenumeration(en)?)?|sluta (maila|mejla|skicka( mejl| mail)?)( mig| till mig)?|ta bort mig( från (listan|er lista|utskick\w*))?|(av|af)meld( mig| meg)?|meld (mig|meg) (af|av|fra)|slet mig( fra (jeres|din) liste)?|fjern (mig|meg)( fra (listen|jeres liste))?|stop(p)?( med at skrive)?|uitschrijven|afmelden|schrijf (mij|me) uit|meld (mij|me) af|verwijder (mij|me)( uit (de|uw) lijst)?|abmelden|abbestellen|austragen|melden sie mich ab|nehmen sie mich aus (dem|ihrem) verteiler|désabonner|désinscrire|désinscription|me désabonner|me désinscrire|darme de baja|baja|cancellami|cancellatemi|disiscrivimi)\W*((please|thanks?|thank you|tack|tak|takk|bedankt|dank( u| je)?|danke|merci|gracias|grazie)( (you|you very much|so much|på förhand))?\W*)?$/iu;

/**
 * Is an answer nothing but the wish to get no more mail. What says more than that is for a person to read.
 *
 * @param words - without what is quoted, and with no more than a short signature below
 */
export function isOptOut(words: string): boolean {
  const lines = words.split('\n').map((line) => line.trim());
  const first = lines.filter(
    (line) => line !== '' && !/^(hi|hello|hej|hallo|dear|goddag|hey)\b.{0,30}[,!]?$/i.test(line),
  );
  const [wish = '', ...below] = first;
  return wish.length < 120 && below.length <= 6 && WISH.test(wish);
}
