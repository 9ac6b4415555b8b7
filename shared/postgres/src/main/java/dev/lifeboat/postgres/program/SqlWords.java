package dev.lifeboat.postgres.program;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a script of pg_dump's into statements and these into words, by the rules of PostgreSQL's documentation, section
 * "Lexical Structure". Strings and bodies of functions are passed over.
 */
final class SqlWords {
    private static final int END = -1;
    /** What stands for a string. */
    static final String STRING = "'";

    private final PushbackReader in;
    private final List<SqlWord> statement = new ArrayList<>();

    private SqlWords(Reader script) {
        in = new PushbackReader(script, 1);
    }

    /** Gives each statement without its semicolon, one at a time. */
    static void read(Reader script, Consumer<List<SqlWord>> statements) throws IOException {
        SqlWords words = new SqlWords(script);
        for (int c = words.in.read(); c != END; c = words.in.read()) {
            if (c == ';') {
                statements.accept(List.copyOf(words.statement));
                words.statement.clear();
            } else {
                words.take((char) c);
            }
        }
    }

    private void take(char c) throws IOException {
        if (Character.isWhitespace(c)) {
            return;
        }
        if (c == '-' && nextIs('-')) {
            skipTo('\n');
        } else if (c == '"') {
            statement.add(new SqlWord(quoted('"', false), true));
        } else if (c == '\'') {
            string(false);
        } else if (c == '$') {
            dollar();
        } else if (isWord(c)) {
            word(c);
        } else {
            statement.add(new SqlWord(String.valueOf(c), false));
        }
    }

    private void word(char first) throws IOException {
        String word = first + rest();
        if (word.equals("E") && nextIs('\'')) {
            string(true);
        } else {
            statement.add(new SqlWord(word, false));
        }
    }

    private String rest() throws IOException {
        StringBuilder word = new StringBuilder();
        int c = in.read();
        while (c != END && (isWord((char) c) || c == '$')) {
            word.append((char) c);
            c = in.read();
        }
        back(c);
        return word.toString();
    }

    private void string(boolean escapes) throws IOException {
        quoted('\'', escapes);
        statement.add(new SqlWord(STRING, false));
    }

    /** Up to the closing quote; a doubled one belongs to the text. */
    private String quoted(char quote, boolean escapes) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != END; c = in.read()) {
            if (c == '\\' && escapes) {
                c = in.read();
            } else if (c == quote && !nextIs(quote)) {
                break;
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /** A parameter such as $1, or text between two $tag$. */
    private void dollar() throws IOException {
        StringBuilder tag = new StringBuilder();
        int c = in.read();
        while (c != END && isWord((char) c)) {
            tag.append((char) c);
            c = in.read();
        }
        if (c == '$') {
            skipPast("$" + tag + "$");
            statement.add(new SqlWord(STRING, false));
        } else {
            back(c);
        }
    }

    /** The end holds no dollar but at its two ends, so a mismatch can only begin it anew. */
    private void skipPast(String end) throws IOException {
        int matched = 0;
        for (int c = in.read(); c != END && matched < end.length(); c = in.read()) {
            if (c == end.charAt(matched)) {
                matched++;
            } else {
                matched = c == '$' ? 1 : 0;
            }
            if (matched == end.length()) {
                return;
            }
        }
    }

    private void skipTo(char end) throws IOException {
        int c = in.read();
        while (c != END && c != end) {
            c = in.read();
        }
    }

    private boolean nextIs(char wanted) throws IOException {
        int next = in.read();
        if (next == wanted) {
            return true;
        }
        back(next);
        return false;
    }

    private void back(int c) throws IOException {
        if (c != END) {
            in.unread(c);
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c > 127;
    }
}
