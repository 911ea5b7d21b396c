import type { FastifyReply } from 'fastify'
import { cookieOptions, sessionCookie } from '#platform/http.ts'

/** Names of the cookies that hold a sign-in together before there is a session. */
export const browserCookie = (production: boolean): string => `${sessionCookie(production)}-browser`
export const entryCookie = (production: boolean): string => `${sessionCookie(production)}-entry`

/** Puts a session's new token into the browser's cookie. */
export const giveSession = (reply: FastifyReply, production: boolean, token: string): FastifyReply =>
  reply.setCookie(sessionCookie(production), token, cookieOptions(production))
