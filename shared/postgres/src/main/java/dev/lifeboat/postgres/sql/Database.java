package dev.lifeboat.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that connections can be opened to, each with the session settings under which rows are read. */
@FunctionalInterface
public interface Database {
    /**
     * Opens a connection; the caller closes it.
     *
     * @throws dev.lifeboat.error.LifeboatException if the server cannot be reached or refuses the login
     */
    Connection connect() throws SQLException;
}
