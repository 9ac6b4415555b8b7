package dev.lifeboat.trust;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;

/** A document that says where it belongs, so that one that was put elsewhere is refused. */
public interface SourceDocument {
    CatalogId catalog();

    SourceName source();
}
