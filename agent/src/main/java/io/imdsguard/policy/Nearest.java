package io.imdsguard.policy;

/** Finds the word that somebody most likely meant. */
final class Nearest {
  private static final int MAX_MISTAKES = 2;

  private Nearest() {}

  /**
   * The word that differs least from the text, by at most two letters that are wrong, missing or
   * too many and by less than half of the word; or {@code null} if none does.
   */
  static String to(String text, String... words) {
    String nearest = null;
    int fewest = MAX_MISTAKES + 1;
    for (String word : words) {
      // A word of very different length needs no count, nor does a very long text.
      if (Math.abs(word.length() - text.length()) <= MAX_MISTAKES) {
        int mistakes = mistakes(text, word);
        if (mistakes < fewest && 2 * mistakes < word.length()) {
          nearest = word;
          fewest = mistakes;
        }
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, row by row. */
  private static int mistakes(String text, String word) {
    int[] row = new int[word.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= text.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (text.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], diagonal));
      }
    }
    return row[word.length()];
  }

  /** For a message: {@code , perhaps 'rules'}, or nothing. */
  static String hint(String text, String... words) {
    String nearest = to(text, words);
    return nearest == null ? "" : ", perhaps '" + nearest + "'";
  }
}
