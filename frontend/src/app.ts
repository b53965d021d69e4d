// What the pages can do beyond HTML. Each part looks for its own elements and leaves other pages alone.
import "./app.css";
import "htmx.org";
import { changes } from "./changes";
import { copying } from "./copying";
import { keptLink } from "./kept-link";
import { keptList } from "./kept-list";
import { keys } from "./keys";
import { moreColumns } from "./more-columns";
import { quoting } from "./quoting";
import { signingOut } from "./signing-out";
import { sources } from "./sources";

changes(document);
keys(document);
moreColumns(document);
copying(document);
quoting(document);
sources(document);
signingOut(document);
keptLink(document);
void keptList(document);
