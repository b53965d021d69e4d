"""The link that opens a new account: signed, good for some days and until the password is set. Nothing is stored of it.

Whoever holds the link can set the password of an account that nobody has taken up; of any other account it can do
nothing, so that a secretariat gets no hold on people who have signed in, here or elsewhere. Once the mailed link is opened,
those that the secretariat saw open nothing any more.
"""

from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.urls import reverse

from .errors import NotThere
from .models import Membership

SALT = "treaty_drafts.invitations"
LETTER = """You are invited to the negotiation "{title}" as {role}.

Open this address; it works for {days} days:
{link}

You sign in as {username}. If you have an account already, sign in with your own password.
"""


def path(membership: Membership, *, mailed_to: str = "") -> str:
    """The address that lets a person in; `mailed_to` only for one that nobody but the reader of that mailbox sees."""
    token = signing.dumps([membership.pk, membership.user_id, mailed_to], salt=SALT)
    return reverse("account_invitation", kwargs={"token": token})


def mail(membership: Membership, absolute: Callable[[str], str]) -> bool:
    """Send the person a link, where the site sends mail and the account has an address; whether it was sent."""
    user = membership.user
    if not user.email or "console" in settings.EMAIL_BACKEND:
        return False  # the console is a log, and no secret reaches a log
    title = " ".join(membership.negotiation.title.split())
    letter = LETTER.format(
        title=title, role=called(membership), days=settings.PASSWORD_RESET_TIMEOUT // 86_400, username=user.get_username(),
        link=absolute(path(membership, mailed_to=user.email)),
    )  # fmt: skip
    try:
        return bool(send_mail(f"Invitation: {title}"[:200], letter, None, [user.email]))
    except (OSError, SMTPException):
        return False


def opened(token: str) -> str:
    """Where a link leads: to the setting of a password while nobody has set one, and then to the sign-in.

    Raises `NotThere` for a link that is too old, revoked, or none of ours.
    """
    try:
        membership, owner, mailed_to = signing.loads(token, salt=SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature:
        raise NotThere from None
    found = Membership.objects.select_related("user", "negotiation").filter(pk=membership, user=owner).first()
    if found is None or not found.user.is_active:
        raise NotThere
    user, mailed = found.user, bool(mailed_to) and mailed_to == found.user.email
    if not user.has_usable_password() and not user.is_staff and (mailed or _may_trust_what_was_shown(found)):
        if mailed:
            _verify(user)
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        return reverse("account_reset_password_from_key", kwargs=key)
    return reverse("negotiation", kwargs={"slug": found.negotiation.slug})


def called(membership: Membership) -> str:
    """A role in words: "drafter for Ardenia"."""
    of = f" for {membership.delegation.name}" if membership.delegation else ""
    return f"{membership.get_role_display().lower()}{of}"


def _may_trust_what_was_shown(membership: Membership) -> bool:
    """Whether a link that the secretariat saw still opens the account: it has no other seat, and no better link was used."""
    user = membership.user
    elsewhere = user.memberships.exclude(negotiation=membership.negotiation_id)
    return not elsewhere.exists() and not _verified(user).exists()


def _verified(user: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    return found


def _verify(user: Any) -> None:
    """Who opens a link from a mailbox reads that mailbox. The first time, what was begun with another link ends."""
    if _verified(user).exists():
        return
    if not EmailAddress.objects.filter(email__iexact=user.email, verified=True).exists():
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    user.set_unusable_password()  # a new one: the keys for setting a password are bound to the one before
    user.save(update_fields=["password"])
