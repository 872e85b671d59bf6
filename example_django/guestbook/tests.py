from io import StringIO

from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse

from .models import Entry


def make_user(password: str = "sign-the-book") -> str:
    out = StringIO()
    call_command("make_demo_user", username="demo", password=password, stdout=out)
    return out.getvalue()


class Book(TestCase):
    def test_an_empty_book_invites_the_first_guest(self) -> None:
        self.assertContains(self.client.get("/"), "The first page is still white")

    def test_a_signed_entry_is_shown_escaped_with_thanks(self) -> None:
        words = {"name": "Ada", "message": "<b>lovely</b>"}
        answer = self.client.post("/", words, follow=True)
        self.assertRedirects(answer, "/")
        self.assertContains(answer, "&lt;b&gt;lovely&lt;/b&gt;")
        self.assertContains(answer, "Thank you, Ada")

    def test_an_entry_without_a_name_is_refused_with_the_reason(self) -> None:
        answer = self.client.post("/", {"message": "hello"})
        self.assertContains(answer, "This field is required", status_code=422)
        self.assertEqual(Entry.objects.count(), 0)

    def test_a_form_without_the_csrf_token_is_refused(self) -> None:
        answer = Client(enforce_csrf_checks=True).post("/", {"name": "Eve", "message": "hi"})
        self.assertEqual(answer.status_code, 403)

    def test_the_eleventh_entry_goes_to_the_second_page(self) -> None:
        Entry.objects.bulk_create(Entry(name=f"Guest {n}", message="hi") for n in range(11))
        self.assertContains(self.client.get("/"), "Page 1 of 2")
        self.assertContains(self.client.get("/?page=2"), "Guest 0")

    def test_visits_are_counted_in_the_session(self) -> None:
        self.client.get("/")
        self.assertContains(self.client.get("/"), "2 times")

    def test_other_methods_are_refused(self) -> None:
        self.assertEqual(self.client.put("/").status_code, 405)


class Members(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        make_user()
        cls.user = get_user_model().objects.get()

    def log_in(self, **extra: str) -> HttpResponse:
        words = {"username": "demo", "password": "sign-the-book"} | extra
        return self.client.post(reverse("login"), words, follow=True)

    def test_the_account_page_asks_to_log_in_first(self) -> None:
        self.assertRedirects(self.client.get("/account/"), "/login/?next=/account/")

    def test_the_login_form_leads_to_where_one_wanted_to_go(self) -> None:
        answer = self.log_in(next="/account/")
        self.assertRedirects(answer, "/account/")
        self.assertContains(answer, "Welcome, demo")

    def test_a_wrong_password_stays_at_the_form(self) -> None:
        answer = self.log_in(password="wrong")
        self.assertContains(answer, "Please enter a correct username and password")

    def test_logging_out_ends_the_session(self) -> None:
        self.client.force_login(self.user)
        self.client.post(reverse("logout"))
        self.assertEqual(self.client.get("/account/").status_code, 302)

    def test_staff_may_remove_an_entry(self) -> None:
        entry = Entry.objects.create(name="Eve", message="spam")
        self.client.force_login(self.user)
        self.client.post(reverse("remove", args=[entry.pk]))
        self.assertEqual(Entry.objects.count(), 0)

    def test_a_guest_may_not_remove_an_entry(self) -> None:
        entry = Entry.objects.create(name="Ada", message="lovely")
        self.client.post(reverse("remove", args=[entry.pk]))
        self.assertEqual(Entry.objects.count(), 1)

    def test_the_admin_lists_the_entries(self) -> None:
        Entry.objects.create(name="Ada", message="lovely")
        self.client.force_login(self.user)
        self.assertContains(self.client.get("/admin/guestbook/entry/"), "lovely")


class DemoUser(TestCase):
    def test_it_is_made_once_and_then_left_alone(self) -> None:
        self.assertEqual(make_user(), "user demo made\n")
        first = get_user_model().objects.get()
        self.assertEqual(make_user(), "user demo is there\n")
        self.assertEqual(get_user_model().objects.get().password, first.password)

    def test_a_new_password_replaces_the_old_one(self) -> None:
        make_user()
        make_user("another")
        self.assertIsNotNone(authenticate(username="demo", password="another"))

    def test_without_a_password_it_says_how_to_give_one(self) -> None:
        with self.assertRaisesMessage(CommandError, "give --password, or set DEMO_PASSWORD"):
            call_command("make_demo_user", username="demo", password=None)
